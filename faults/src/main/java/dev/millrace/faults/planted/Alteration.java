package dev.millrace.faults.planted;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts a fault into the class it belongs into. */
record Alteration(PlantedFault fault) {

    /**
     * The altered class; fails unless it has exactly one such method.
     *
     * @param classes where the classes are that it names
     */
    byte[] of(byte[] original, ClassLoader classes) {
        var classFile = Rewrite.classFile(classes);
        var methods = new AtomicInteger();
        var altered = classFile.transformClass(classFile.parse(original), transform(methods));
        if (methods.get() != 1) {
            throw new IllegalStateException(
                    "Expected one method %s, but found %d".formatted(fault.place(), methods.get()));
        }
        return altered;
    }

    private ClassTransform transform(AtomicInteger methods) {
        return (builder, element) -> {
            if (element instanceof MethodModel method && isMeant(method)) {
                methods.incrementAndGet();
                builder.transformMethod(
                        method, MethodTransform.transformingCode(fault.rewrite().of(method)));
            } else {
                builder.with(element);
            }
        };
    }

    private boolean isMeant(MethodModel method) {
        return method.code().isPresent()
                && fault.isIn(
                        method.methodName().stringValue(), method.methodType().stringValue());
    }
}
