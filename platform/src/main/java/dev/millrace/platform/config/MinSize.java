package dev.millrace.platform.config;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A size that is not too small to be of use. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = MinSize.Validator.class)
public @interface MinSize {

    /** The least, in bytes. */
    long bytes();

    /** What is said of less. */
    String message() default "must be at least {bytes} bytes";

    /** Of Bean Validation. */
    Class<?>[] groups() default {};

    /** Of Bean Validation. */
    Class<? extends Payload>[] payload() default {};

    /** Public, because Bean Validation makes it. */
    final class Validator implements ConstraintValidator<MinSize, DataSize> {

        private long least;

        @Override
        public void initialize(MinSize constraint) {
            least = constraint.bytes();
        }

        @Override
        public boolean isValid(@Nullable DataSize size, ConstraintValidatorContext context) {
            return size == null || size.toBytes() >= least;
        }
    }
}
