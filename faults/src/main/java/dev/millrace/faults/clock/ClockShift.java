package dev.millrace.faults.clock;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/** Alters the few places at which a JVM reads the time of day on behalf of Kafka and Millrace. */
final class ClockShift {

    /** The system property that says by how many milliseconds the clock is wrong; read at each look at the clock. */
    static final String MILLIS = "millrace.faults.clock.millis";

    private static final String CLOCK = "java.time.Clock";

    /** Who reads it: java.time, which Millrace asks; the dates of tokens; Kafka. */
    static final Set<String> CLASSES =
            Set.of(CLOCK, CLOCK + "$SystemClock", "java.util.Date", "org.apache.kafka.common.utils.SystemTime");

    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");

    private ClockShift() {}

    /** The altered class. */
    static byte[] of(byte[] original) {
        var classFile = ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG);
        var model = classFile.parse(original);
        boolean isClock = model.thisClass().asSymbol().equals(ClassDesc.of(CLOCK));
        return classFile.transformClass(model, isClock ? instants() : millis());
    }

    /** {@code Clock.currentInstant()} counts from a second that it has kept, so what it returns is moved and not what it reads. */
    private static ClassTransform instants() {
        return ClassTransform.transformingMethods(
                method -> method.methodName().equalsString("currentInstant"),
                MethodTransform.transformingCode((code, element) -> {
                    if (element instanceof ReturnInstruction) {
                        shift(code)
                                .invokevirtual(
                                        INSTANT, "plusMillis", MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long));
                    }
                    code.with(element);
                }));
    }

    private static ClassTransform millis() {
        return ClassTransform.transformingMethods(
                method -> method.code().isPresent(), MethodTransform.transformingCode(ClockShift::addToMillis));
    }

    private static void addToMillis(CodeBuilder code, CodeElement element) {
        code.with(element);
        if (element instanceof InvokeInstruction call && call.name().equalsString("currentTimeMillis")) {
            shift(code).ladd();
        }
    }

    /** Puts the milliseconds on the stack. */
    private static CodeBuilder shift(CodeBuilder code) {
        return code.ldc(MILLIS)
                .lconst_0()
                .invokestatic(
                        ConstantDescs.CD_Long,
                        "getLong",
                        MethodTypeDesc.of(ConstantDescs.CD_Long, ConstantDescs.CD_String, ConstantDescs.CD_long))
                .invokevirtual(ConstantDescs.CD_Long, "longValue", MethodTypeDesc.of(ConstantDescs.CD_long));
    }
}
