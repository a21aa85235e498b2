package dev.millrace.bench.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {

    private static final int MIB = 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void countsWhatIsAllocatedAndNotHowLongFilesAre() throws IOException {
        // given
        Files.write(Files.createDirectory(folder.resolve("deep")).resolve("full"), new byte[3 * MIB]);
        try (var sparse = new RandomAccessFile(folder.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(100L * MIB);
        }
        // then
        assertThat(Disk.mebibytes(folder)).isCloseTo(3, within(0.1));
    }

    @Test
    void takesWhatIsNotThereForEmpty() throws IOException {
        assertThat(Disk.mebibytes(folder.resolve("none"))).isZero();
    }
}
