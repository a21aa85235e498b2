package dev.millrace.platform.web.document;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the documents. All of them are open: they say what anybody may know. */
@RestController
final class DocumentController {

    private static final CacheControl AN_HOUR =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();
    private static final CacheControl REVALIDATED = CacheControl.noCache();

    /** The page loads nothing from elsewhere, so it works offline, and calls nobody but this process. */
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private final ApiDocuments documents;
    private final PageAssets assets;

    DocumentController(ApiDocuments documents, PageAssets assets) {
        this.documents = documents;
        this.assets = assets;
    }

    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> openApi() {
        return answer(MediaType.APPLICATION_JSON, REVALIDATED, documents.openApi());
    }

    @GetMapping("/asyncapi.json")
    ResponseEntity<byte[]> asyncApi() {
        return answer(MediaType.APPLICATION_JSON, REVALIDATED, documents.asyncApi());
    }

    /** Frozen files: a new version has a new name. */
    @GetMapping("/schemas/{kind}/{name}")
    ResponseEntity<byte[]> schema(@PathVariable String kind, @PathVariable String name) {
        var file = PublishedSchemas.file(kind, name)
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "Expected a published schema, but it is none"));
        return answer(MediaType.parseMediaType("application/schema+json"), AN_HOUR, file);
    }

    @GetMapping("/docs")
    ResponseEntity<byte[]> page() {
        return asset("index.html");
    }

    @GetMapping("/docs/{name}")
    ResponseEntity<byte[]> asset(@PathVariable String name) {
        var asset = assets.find(name)
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "Expected a part of the page, but it is none"));
        return answer(asset.type(), AN_HOUR, asset.bytes());
    }

    private static ResponseEntity<byte[]> answer(MediaType type, CacheControl cache, byte[] body) {
        var answer = ResponseEntity.ok().contentType(type).cacheControl(cache);
        if (type.includes(MediaType.TEXT_HTML)) {
            answer.header("Content-Security-Policy", PAGE_POLICY);
        }
        return answer.body(body);
    }
}
