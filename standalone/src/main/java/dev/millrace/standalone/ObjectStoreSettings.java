package dev.millrace.standalone;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The S3 store that holds what is too large for the log.
 *
 * @param url       its endpoint; where left out, one is embedded
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
