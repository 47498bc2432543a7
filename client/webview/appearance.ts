import { fontSizes, type Measure, type TextStyle } from "../src/diagram/measure.ts";
import { diagramStyle, type Fonts, type Palette, paletteNames } from "../src/diagram/svg.ts";

/** Gives the page's diagram its look, in the colours of the editor's theme, whichever that is at the time. */
export function adoptStyle(): void {
  const colours = paletteOf((name) => `var(--diagram-${name})`);
  const themed = { text: "var(--diagram-font)", code: "var(--diagram-code-font)" };
  const sheet = new CSSStyleSheet();
  // In a layer, so that the page's own rules go before.
  sheet.replaceSync(`@layer diagram {${diagramStyle(colours, themed)}}`);
  document.adoptedStyleSheets.push(sheet);
}

function paletteOf(colour: (name: keyof Palette) => string): Palette {
  return Object.fromEntries(paletteNames.map((name) => [name, colour(name)])) as Record<
    keyof Palette,
    string
  >;
}

/** The colours and fonts that the page shows now, without reference to the editor's theme. */
export function appearance(): { readonly colours: Palette; readonly fonts: Fonts } {
  const probe = document.createElement("span");
  document.body.append(probe);
  const colours = paletteOf((name) => {
    probe.style.setProperty("color", `var(--diagram-${name})`);
    return plainColour(getComputedStyle(probe).color);
  });
  probe.remove();
  return { colours, fonts: fonts() };
}

/** Any colour of CSS as red, green, blue and opacity, which every viewer of SVG knows. */
function plainColour(colour: string): string {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!context) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, opacity = 255] = context.getImageData(0, 0, 1, 1).data;
  return opacity === 255
    ? `rgb(${red},${green},${blue})`
    : `rgba(${red},${green},${blue},${Math.round((opacity / 255) * 100) / 100})`;
}

function fonts(): Fonts {
  const style = getComputedStyle(document.body);
  return {
    text: style.getPropertyValue("--diagram-font").trim() || "sans-serif",
    code: style.getPropertyValue("--diagram-code-font").trim() || "monospace",
  };
}

/** Measures texts in the page's fonts. */
export function fontMeasure(): Measure {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  const { text, code } = fonts();
  const fontOf = (style: TextStyle): string => {
    const weight = style === "title" || style === "name" ? "600 " : "";
    return `${weight}${fontSizes[style]}px ${style === "type" ? code : text}`;
  };
  const known = new Map<string, number>();
  return (content, style) => {
    const key = `${style}:${content}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (!context) return content.length * fontSizes[style] * 0.6;
    context.font = fontOf(style);
    const { width } = context.measureText(content);
    known.set(key, width);
    return width;
  };
}
