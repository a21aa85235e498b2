package dev.millrace.platform.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.Validator;

/** Binds one properties record on trial and says everything that is wrong with it. */
final class RecordBinding {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern CONFIDENTIAL = Pattern.compile("password|secret|key|token", Pattern.CASE_INSENSITIVE);

    private final Binder binder;
    private final Validator validator;

    RecordBinding(Binder binder, Validator validator) {
        this.binder = binder;
        this.validator = validator;
    }

    List<String> problems(String prefix, Class<?> type) {
        var collected = new Collected();
        try {
            var target = Bindable.of(type).withBindMethod(BindMethod.VALUE_OBJECT);
            binder.bindOrCreate(prefix, target, new ValidationBindHandler(collected, validator));
        } catch (BindException e) {
            collected.add(e);
        }
        return collected.problems.stream().sorted().toList();
    }

    /** Notes a value that cannot be converted and goes on with the default, so that the next one is seen too. */
    private static final class Collected extends AbstractBindHandler {

        private final List<String> problems = new ArrayList<>();

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
            if (error instanceof BindValidationException invalid) {
                addAll(invalid);
            } else {
                problems.add(unconvertible(name, target, error));
            }
            return null;
        }

        void add(BindException failure) {
            if (failure.getCause() instanceof BindValidationException invalid) {
                addAll(invalid);
            } else if (problems.isEmpty()) {
                problems.add("%s: %s".formatted(failure.getName(), rootMessage(failure)));
            }
        }

        private void addAll(BindValidationException invalid) {
            var errors = invalid.getValidationErrors();
            for (var error : errors.getAllErrors()) {
                var problem = sentence(errors.getName().toString(), error);
                if (!problems.contains(problem)) {
                    problems.add(problem);
                }
            }
        }

        private static String sentence(String prefix, ObjectError error) {
            if (error instanceof FieldError field) {
                var name = prefix + "."
                        + HUMP.matcher(field.getField()).replaceAll("-").toLowerCase(Locale.ROOT);
                return field.getRejectedValue() == null
                        ? "%s %s, but it is not set".formatted(name, error.getDefaultMessage())
                        : "%s %s, but it is %s"
                                .formatted(name, error.getDefaultMessage(), shown(name, field.getRejectedValue()));
            }
            return "%s %s".formatted(prefix, error.getDefaultMessage());
        }

        private static String unconvertible(ConfigurationPropertyName name, Bindable<?> target, Exception error) {
            Throwable cause = error;
            while (cause != null) {
                if (cause instanceof ConversionFailedException failed) {
                    return "%s must be of type %s, but it is %s"
                            .formatted(
                                    name,
                                    target.getType().toClass().getSimpleName(),
                                    shown(name.toString(), failed.getValue()));
                }
                if (cause instanceof ConverterNotFoundException) {
                    break;
                }
                cause = cause.getCause();
            }
            return "%s: %s".formatted(name, rootMessage(error));
        }

        private static String shown(String name, @Nullable Object value) {
            return CONFIDENTIAL.matcher(name).find() ? "something else" : "'" + value + "'";
        }

        private static String rootMessage(Throwable failure) {
            var root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return String.valueOf(root.getMessage());
        }
    }
}
