import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Says of each file its name and then, a line each, what PDFBox Preflight finds wrong with it as PDF/A-1b. */
public class Preflight {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            System.out.println(file);
            for (ValidationResult.ValidationError wrong : resultOf(file).getErrorsList()) {
                System.out.println(wrong.getErrorCode() + " " + wrong.getDetails());
            }
        }
    }

    private static ValidationResult resultOf(String file) throws Exception {
        PreflightParser parser = new PreflightParser(file);
        try {
            parser.parse();
        } catch (SyntaxValidationException unreadable) {
            return unreadable.getResult();
        }
        try (PreflightDocument document = parser.getPreflightDocument()) {
            document.validate();
            return document.getResult();
        }
    }
}
