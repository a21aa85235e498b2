package dev.millrace.query.api;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.millrace.platform.PlatformConfiguration;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.query.QueryServiceConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The read side with tokens of the test's own making. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, QueryServiceConfiguration.class})
class QueryTestApplication {

    @Bean
    TestTokens testTokens() {
        return new TestTokens();
    }

    @Bean
    JWKSource<SecurityContext> keys(TestTokens tokens) {
        return tokens.keys();
    }
}
