package dev.millrace.platform.web.document;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The documents' routes. */
@Configuration(proxyBeanMethods = false)
public class DocumentConfiguration {

    @Bean
    DocumentController documentController() {
        return new DocumentController(new ApiDocuments(), new PageAssets());
    }
}
