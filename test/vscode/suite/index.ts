import "./activation.ts";
import "./diagnostics.ts";
import "./code-actions.ts";
import "./hover.ts";
import "./completion.ts";
import "./status.ts";
import "./settings.ts";
import "./commands.ts";
