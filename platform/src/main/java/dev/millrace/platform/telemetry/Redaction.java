package dev.millrace.platform.telemetry;

import java.util.regex.Pattern;

/**
 * Blanks out secrets in whatever is logged: bearer tokens and anything that looks like a JSON Web Token, webhook secrets, sealed secrets, private keys, passwords in
 * addresses, and the value behind every name that stands for a secret. The last line of defence: code is not to log secrets in the first place.
 */
final class Redaction {

    private static final String BLANK = "***";

    private static final Pattern SECRETS = Pattern.compile(
            "(?<keep>"
                    // Authorization schemes.
                    + "\\b(?:Bearer|Basic)\\s++(?=[A-Za-z0-9._~+/=-]{0,200}?[0-9._~+/=]|[A-Za-z-]{20})"
                    // user:password@ in an address.
                    + "|://[^\\s/:@\"]{0,128}+:(?=[^\\s/@\"]{1,512}+@)"
                    // name=value, name: value, "name":"value"; the name may have a prefix such as spring.datasource.
                    + "|(?:password|passwd|passphrase|pwd|secret|access[_-]?token|refresh[_-]?token|id[_-]?token|token|api[_-]?key"
                    + "|client[_-]?secret|private[_-]?key|encryption[_-]?key|authorization|cookie)"
                    + "\\\\?[\"']?\\s{0,4}+[=:]\\s{0,4}+\\\\?+[\"'\\[]?+(?!(?:Bearer|Basic)\\s)(?=[^\\s\"'&,;})\\]])"
                    + ")(?:(?<=@)|[^\\s\"'&,;})\\]@\\\\]++)"
                    + "|eyJ[A-Za-z0-9_-]{6,}+(?:\\.[A-Za-z0-9_-]*+){1,4}"
                    + "|\\bsealed:v\\d:[A-Za-z0-9+/=_:-]++"
                    + "|\\bwhs(?:ec|k)_[A-Za-z0-9+/=_-]++"
                    + "|-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)",
            Pattern.CASE_INSENSITIVE);

    private Redaction() {}

    /** The text without its secrets. */
    static String redact(String text) {
        var matcher = SECRETS.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        do {
            var keep = matcher.group("keep");
            matcher.appendReplacement(clean, "");
            clean.append(keep == null ? "" : keep).append(BLANK);
        } while (matcher.find());
        return matcher.appendTail(clean).toString();
    }
}
