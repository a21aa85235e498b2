package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.messaging.core.annotation.ClasspathHandlerDefinition;
import org.junit.jupiter.api.Test;

class EntityHandlersTest {

    @Test
    void areAskedBeforeThoseOfAxon() {
        var definitions =
                ClasspathHandlerDefinition.forClass(EntityHandlers.class).getDelegates();
        assertThat(definitions).hasSizeGreaterThan(1).first().isInstanceOf(EntityHandlers.class);
    }
}
