package dev.millrace.schemas;

import dev.millrace.schemas.deadletter.DeadLetterCommand;
import dev.millrace.schemas.organization.OrganizationCommand;
import dev.millrace.schemas.organization.OrganizationEvent;
import dev.millrace.schemas.row.RowCommand;
import dev.millrace.schemas.row.RowEvent;
import dev.millrace.schemas.table.TableCommand;
import dev.millrace.schemas.table.TableEvent;
import dev.millrace.schemas.webhooksource.WebhookSourceCommand;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every command and event there is, by its name on the wire. A new feature adds its roots here, one line each. */
public final class Catalogue {

    private static final List<Class<? extends DomainCommand>> COMMAND_ROOTS = List.of(
            OrganizationCommand.class,
            TableCommand.class,
            RowCommand.class,
            WebhookSourceCommand.class,
            DeadLetterCommand.class);

    private static final List<Class<? extends DomainEvent>> EVENT_ROOTS =
            List.of(OrganizationEvent.class, TableEvent.class, RowEvent.class, WebhookSourceEvent.class);

    /** An annotation looks its members up in a map each time; the name of every event is asked for. */
    private static final ClassValue<WireName> COMMAND_NAMES = new ClassValue<>() {
        @Override
        protected WireName computeValue(Class<?> command) {
            var type = command.getAnnotation(CommandType.class);
            return new WireName(type.value(), type.version());
        }
    };

    private static final ClassValue<WireName> EVENT_NAMES = new ClassValue<>() {
        @Override
        protected WireName computeValue(Class<?> event) {
            var type = event.getAnnotation(EventType.class);
            return new WireName(type.value(), type.version());
        }
    };

    private static final Map<String, Class<? extends DomainCommand>> COMMANDS = commandsByName();
    private static final Map<String, Class<? extends DomainEvent>> EVENTS = eventsByName();

    private Catalogue() {}

    /** The sealed roots of the commands, a feature each. */
    public static List<Class<? extends DomainCommand>> commandRoots() {
        return COMMAND_ROOTS;
    }

    /** The sealed roots of the events, a feature each. */
    public static List<Class<? extends DomainEvent>> eventRoots() {
        return EVENT_ROOTS;
    }

    /** Every command by its wire name, in the order of the roots. */
    public static Map<String, Class<? extends DomainCommand>> commands() {
        return COMMANDS;
    }

    /** Every event by its wire name, in the order of the roots. */
    public static Map<String, Class<? extends DomainEvent>> events() {
        return EVENTS;
    }

    /** The command of this name, if there is one. */
    public static Optional<Class<? extends DomainCommand>> command(String name) {
        return Optional.ofNullable(COMMANDS.get(name));
    }

    /** The event of this name, if there is one. */
    public static Optional<Class<? extends DomainEvent>> event(String name) {
        return Optional.ofNullable(EVENTS.get(name));
    }

    /** The wire name of an event class. */
    public static WireName typeOf(Class<? extends DomainEvent> event) {
        return EVENT_NAMES.get(event);
    }

    /** The wire name of a command class. */
    public static WireName commandTypeOf(Class<? extends DomainCommand> command) {
        return COMMAND_NAMES.get(command);
    }

    private static Map<String, Class<? extends DomainCommand>> commandsByName() {
        var byName = new LinkedHashMap<String, Class<? extends DomainCommand>>();
        for (var root : COMMAND_ROOTS) {
            for (var permitted : root.getPermittedSubclasses()) {
                var command = permitted.asSubclass(DomainCommand.class);
                byName.put(commandTypeOf(command).value(), command);
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    private static Map<String, Class<? extends DomainEvent>> eventsByName() {
        var byName = new LinkedHashMap<String, Class<? extends DomainEvent>>();
        for (var root : EVENT_ROOTS) {
            for (var permitted : root.getPermittedSubclasses()) {
                var event = permitted.asSubclass(DomainEvent.class);
                byName.put(typeOf(event).value(), event);
            }
        }
        return Collections.unmodifiableMap(byName);
    }
}
