package dev.millrace.faults.planted;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/** How a method's code is altered. Most do it {@linkplain Moments now and then}, so that the rest of the run is as it should be. */
sealed interface Rewrite {

    /** The altered code of a method. */
    CodeTransform of(MethodModel method);

    /** Always returns null, at once. */
    record ReturnNull() implements Rewrite {
        @Override
        public CodeTransform of(MethodModel method) {
            return atStart(code -> {
                code.aconst_null();
                code.areturn();
            });
        }
    }

    /** Now and then returns at once; for a method without a result. */
    record SkipNowAndThen() implements Rewrite {
        @Override
        public CodeTransform of(MethodModel method) {
            return atStart(code -> nowAndThen(code, CodeBuilder::return_));
        }
    }

    /** Now and then calls itself before it goes on; for an instance method without a result. */
    record TwiceNowAndThen() implements Rewrite {
        @Override
        public CodeTransform of(MethodModel method) {
            var type = method.methodTypeSymbol();
            var owner = method.parent().orElseThrow().thisClass().asSymbol();
            return atStart(code -> nowAndThen(code, again -> {
                again.aload(0);
                for (int parameter = 0; parameter < type.parameterCount(); parameter++) {
                    again.loadLocal(TypeKind.from(type.parameterType(parameter)), again.parameterSlot(parameter));
                }
                again.invokevirtual(owner, method.methodName().stringValue(), type);
            }));
        }
    }

    /** Now and then adds one to a parameter of type long. */
    record IncrementLong(int slot) implements Rewrite {
        @Override
        public CodeTransform of(MethodModel method) {
            return atStart(code ->
                    nowAndThen(code, more -> more.lload(slot).lconst_1().ladd().lstore(slot)));
        }
    }

    /** Puts another outcome in the place of a parameter, see {@link Moments#refused}. */
    record RefuseOutcome(int slot) implements Rewrite {
        private static final ClassDesc OUTCOME = ClassDesc.of("dev.millrace.schemas.envelope.Outcome");

        @Override
        public CodeTransform of(MethodModel method) {
            return atStart(code -> code.aload(slot)
                    .invokestatic(MOMENTS, "refused", MethodTypeDesc.of(OUTCOME, OUTCOME))
                    .astore(slot));
        }
    }

    /** Puts a membership without a generation in the place of a parameter, see {@link Moments#anonymous}. */
    record ForgetMembership(int slot) implements Rewrite {
        private static final ClassDesc MEMBERSHIP =
                ClassDesc.of("org.apache.kafka.clients.consumer.ConsumerGroupMetadata");

        @Override
        public CodeTransform of(MethodModel method) {
            return atStart(code -> code.aload(slot)
                    .invokestatic(MOMENTS, "anonymous", MethodTypeDesc.of(MEMBERSHIP, MEMBERSHIP))
                    .astore(slot));
        }
    }

    /** Adds to a returned long. */
    record ReturnMore(int more) implements Rewrite {
        @Override
        public CodeTransform of(MethodModel method) {
            return beforeReturn(code -> code.loadConstant((long) more).ladd());
        }
    }

    /** Now and then returns the elements of a list twice, see {@link Moments#doubled}. */
    record DoubleReturnedList() implements Rewrite {
        @Override
        public CodeTransform of(MethodModel method) {
            return beforeReturn(code -> code.invokestatic(
                    MOMENTS, "doubled", MethodTypeDesc.of(ConstantDescs.CD_List, ConstantDescs.CD_List)));
        }
    }

    /** Now and then returns an empty list, see {@link Moments#emptied}. */
    record EmptyReturnedList() implements Rewrite {
        @Override
        public CodeTransform of(MethodModel method) {
            return beforeReturn(code -> code.invokestatic(
                    MOMENTS, "emptied", MethodTypeDesc.of(ConstantDescs.CD_List, ConstantDescs.CD_List)));
        }
    }

    /** Commits the connection that is the first parameter, see {@link Moments#commit}. */
    record CommitBeforeReturn() implements Rewrite {
        @Override
        public CodeTransform of(MethodModel method) {
            return beforeReturn(code -> code.aload(1)
                    .invokestatic(
                            MOMENTS,
                            "commit",
                            MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of("java.sql.Connection"))));
        }
    }

    /** Now and then calls another method of the parent class than it should. */
    record CallInstead(String right, String wrong) implements Rewrite {
        @Override
        public CodeTransform of(MethodModel method) {
            return (code, element) -> {
                if (element instanceof InvokeInstruction call
                        && call.opcode() == Opcode.INVOKESPECIAL
                        && call.name().equalsString(right)) {
                    isNow(code)
                            .ifThenElse(
                                    mistaken ->
                                            mistaken.invokespecial(call.owner().asSymbol(), wrong, call.typeSymbol()),
                                    usual -> usual.with(call));
                } else {
                    code.with(element);
                }
            };
        }
    }

    /** Code before the first instruction of a method. */
    record Prologue(Consumer<CodeBuilder> added) implements CodeTransform {
        @Override
        public void atStart(CodeBuilder code) {
            added.accept(code);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
        }
    }

    /** The class whose methods the altered code calls. */
    ClassDesc MOMENTS = ClassDesc.of("dev.millrace.faults.planted.Moments");

    private static CodeBuilder isNow(CodeBuilder code) {
        return code.invokestatic(MOMENTS, "isNow", MethodTypeDesc.of(ConstantDescs.CD_boolean));
    }

    private static void nowAndThen(CodeBuilder code, Consumer<CodeBuilder.BlockCodeBuilder> then) {
        isNow(code).ifThen(then);
    }

    private static CodeTransform atStart(Consumer<CodeBuilder> added) {
        return new Prologue(added);
    }

    private static CodeTransform beforeReturn(Consumer<CodeBuilder> added) {
        return (code, element) -> {
            if (element instanceof ReturnInstruction) {
                added.accept(code);
            }
            code.with(element);
        };
    }

    /** Without the code that {@link ReturnNull} makes unreachable, and the names of variables, which may have moved. */
    static ClassFile classFile(ClassLoader classes) {
        return ClassFile.of(
                ClassFile.DeadCodeOption.PATCH_DEAD_CODE,
                ClassFile.DebugElementsOption.DROP_DEBUG,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)
                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }
}
