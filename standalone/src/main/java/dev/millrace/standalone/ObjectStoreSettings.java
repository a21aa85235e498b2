package dev.millrace.standalone;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The S3 store for what is too large for the log. Nothing is stored there yet.
 *
 * @param url       its endpoint; where left out, one is embedded. Nothing is stored there yet
 * @param accessKey name of the key that signs requests
 * @param secretKey the key
 */
@ConfigurationProperties("millrace.object-store")
record ObjectStoreSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey) {

    /** Without the key. */
    @Override
    public String toString() {
        return "ObjectStoreSettings[url=%s, accessKey=%s]".formatted(url, accessKey);
    }
}
