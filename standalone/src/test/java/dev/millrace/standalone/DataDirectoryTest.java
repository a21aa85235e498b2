package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path root;

    @Test
    void removesTheTemporaryFilesOfAProcessThatWasKilled() throws IOException {
        try (var data = DataDirectory.claim(root)) {
            // given
            var left = Files.createDirectory(data.temporary().resolve("tomcat.8080"));
            Files.writeString(left.resolve("upload"), "half");
            // when
            var temporary = data.temporary();
            // then
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void deletesNothingOfOthersWhenItIsWiped() throws IOException {
        try (var data = DataDirectory.claim(root)) {
            // given
            var foreign = Files.writeString(root.resolve("letter.txt"), "Dear Anna");
            Files.createDirectories(data.of("kafka").resolve("log"));
            // when
            data.wipe();
            // then
            assertThat(foreign).exists();
            assertThat(data.of("kafka")).doesNotExist();
        }
    }
}
