// tree of crates with parent pointers; the current crate is the only thing we hold
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class CrateTree {
    static final class Crate {
        final Crate parent;
        final char closer;

        Crate(Crate parent, char closer) {
            this.parent = parent;
            this.closer = closer;
        }
    }

    static boolean correct(String log) {
        Crate floor = new Crate(null, '#');
        Crate here = floor;
        for (int i = 0; i < log.length(); i++) {
            char c = log.charAt(i);
            int kind = "([{".indexOf(c);
            if (kind >= 0) {
                here = new Crate(here, ")]}".charAt(kind));
            } else {
                if (here.closer != c) return false;
                here = here.parent;
            }
        }
        return here == floor;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println(correct(in.readLine().trim()) ? "YES" : "NO");
    }
}
