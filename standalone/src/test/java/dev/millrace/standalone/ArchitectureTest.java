package dev.millrace.standalone;

import dev.millrace.platform.conventions.ArchitectureConventions;

/** The house rules. Only here may services meet. */
class ArchitectureTest implements ArchitectureConventions {

    @Override
    public String rootPackage() {
        return "dev.millrace.standalone";
    }
}
