package dev.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class PostgresBinariesTest {

    @TempDir
    Path cache;

    @Test
    void leavesNothingBehindWhereAnotherProcessWasQuicker() throws IOException {
        // given
        var target = cache.resolve("postgres");
        var first = PostgresBinaries.unpack(archive(), target);
        // when
        var second = PostgresBinaries.unpack(archive(), target);
        // then
        assertThat(second).isEqualTo(first).isDirectoryContaining(file -> file.endsWith("bin"));
        try (var files = Files.list(cache)) {
            assertThat(files).containsExactly(target);
        }
    }

    private static InputStream archive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options()))) {
            tar.putArchiveEntry(new TarArchiveEntry("bin/"));
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
