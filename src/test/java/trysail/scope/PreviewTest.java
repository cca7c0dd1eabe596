package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreviewTest {
    @Test
    void aJdkWithThePreviewSwitchedOffIsToldTheFlag() {
        assertThat(SessionContext.missing("Preview features are not enabled for trysail/scope/ScopeDoor (class file"
                        + " version 69.65535). Try running with '--enable-preview'"))
                .endsWith("start the JVM with --enable-preview");
    }

    @Test
    void aJdkOfAnotherReleaseIsToldThatNoFlagHelps() {
        assertThat(SessionContext.missing("trysail/scope/ScopeDoor (class file version 65.65535) was compiled with preview"
                        + " features that are unsupported."))
                .contains("built for the preview of another JDK")
                .doesNotContain("--enable-preview");
    }
}
