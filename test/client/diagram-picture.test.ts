import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { type Graph, graphOf } from "../../client/src/diagram/graph.ts";
import { layout, type PlacedBox, type Scene, sizes } from "../../client/src/diagram/layout.ts";
import { estimate, fitted } from "../../client/src/diagram/measure.ts";
import { pack } from "../../client/src/diagram/pack.ts";
import { neighbour, search } from "../../client/src/diagram/search.ts";
import { escaped, type Palette, paletteNames, svgOf } from "../../client/src/diagram/svg.ts";
import { column, entity, idOf, relation, shop } from "./diagram-models.ts";

const all = { detail: "all", classes: false } as const;

function sceneOf(graph: Graph): Scene {
  return layout(graph);
}

function overlaps(a: PlacedBox, b: PlacedBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Names of elements, with their depth; fails where the tags do not nest. */
function elementsOf(xml: string): string[] {
  const open: string[] = [];
  const found: string[] = [];
  for (const [, end, name = "", self] of xml.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (end === "/") expect(open.pop()).toBe(name);
    else {
      found.push(name);
      if (self !== "/") open.push(name);
    }
  }
  expect(open).toEqual([]);
  return found;
}

describe("the layout", () => {
  it("is a margin for an empty graph", () => {
    const scene = sceneOf({ boxes: [], edges: [] });
    expect(scene).toMatchObject({
      width: 2 * sizes.margin,
      height: 2 * sizes.margin,
      boxes: [],
      edges: [],
    });
  });

  it("puts the side with the key behind the other, and no box on another", () => {
    const scene = sceneOf(graphOf([...shop, entity("Alone"), entity("Lonely")], all));
    const [customer, order] = scene.boxes;
    expect(customer && order && customer.x + customer.width < order.x).toBe(true);
    scene.boxes.forEach((box, index) => {
      for (const other of scene.boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false);
      expect(box.x).toBeGreaterThanOrEqual(sizes.margin);
      expect(box.x + box.width).toBeLessThanOrEqual(scene.width);
      expect(box.y + box.height).toBeLessThanOrEqual(scene.height);
    });
  });

  it("leads lines from row to row", () => {
    const scene = sceneOf(graphOf(shop, all));
    const [customer, order] = scene.boxes;
    const row = (box: PlacedBox | undefined, property: string): number => {
      const found = box?.rows.find((each) => each.property === property);
      return (box?.y ?? 0) + (found?.top ?? Number.NaN) + sizes.row / 2;
    };
    const number = "(-?[\\d.]+)";
    const [, x1, y1] = scene.edges[0]?.line.path.match(`^M${number},${number}L`) ?? [];
    const [, x2, y2] = scene.edges[0]?.line.path.match(`L${number},${number}$`) ?? [];
    expect(Number(y1)).toBeCloseTo(row(customer, "orders"), 0);
    expect(Number(x1)).toBeCloseTo((customer?.x ?? 0) + (customer?.width ?? 0), 0);
    expect(Number(y2)).toBeCloseTo(row(order, "customer"), 0);
    expect(Number(x2)).toBeCloseTo(order?.x ?? 0, 0);
  });

  it("draws a relation of a class with itself beside the box", () => {
    const scene = sceneOf(
      graphOf([entity("Tree", { relations: [relation("parent", "many-to-one", "Tree")] })], all),
    );
    const [box] = scene.boxes;
    const right = (box?.x ?? 0) + (box?.width ?? 0);
    expect(scene.edges[0]?.line.label.x).toBeGreaterThan(right);
    expect(scene.edges[0]?.line.label.x).toBeLessThan(scene.width);
  });

  it("shortens what does not fit", () => {
    const long = "a".repeat(200);
    const scene = sceneOf(
      graphOf([entity(long, { columns: [column(long, { type: long })] })], all),
    );
    const [box] = scene.boxes;
    expect(box?.width).toBe(sizes.maximum);
    expect(box?.shownName).toMatch(/^a+…$/);
    const row = box?.rows[0];
    const used = estimate(row?.shownLabel ?? "", "name") + estimate(row?.shownType ?? "", "type");
    expect(used).toBeLessThan(sizes.maximum - 2 * sizes.padding);
    expect(fitted("abc", "name", 0, estimate)).toBe("…");
    expect(fitted("😀😀😀😀", "name", 40, estimate)).toBe("😀😀…");
  });

  it("takes no more than seconds for hundreds of classes", () => {
    const number = 300;
    const many = Array.from({ length: number }, (_, index) =>
      entity(`Entity${index}`, {
        columns: Array.from({ length: 12 }, (_each, at) => column(`column${at}`)),
        relations: (index === 0 ? [] : [1, 2].slice(0, 1 + (index % 2))).map((at) =>
          relation(`relation${at}`, "many-to-one", `Entity${Math.floor(index / (3 * at))}`),
        ),
      }),
    );
    const start = performance.now();
    const scene = sceneOf(graphOf(many, all));
    expect(performance.now() - start).toBeLessThan(8000);
    expect(scene.boxes).toHaveLength(number);
    expect(scene.dense).toBe(true);
  });
});

describe("packing", () => {
  it("puts parts beside each other until a shelf is full", () => {
    const { places, width, height } = pack([
      { width: 100, height: 50 },
      { width: 100, height: 100 },
      { width: 100, height: 40 },
      { width: 100, height: 30 },
    ]);
    expect(places).toEqual([
      { x: 144, y: 0 },
      { x: 0, y: 0 },
      { x: 0, y: 144 },
      { x: 144, y: 144 },
    ]);
    expect([width, height]).toEqual([244, 184]);
  });
});

describe("the picture", () => {
  const colours = Object.fromEntries(
    paletteNames.map((name, index) => [name, `rgb(${index},0,0)`]),
  ) as Record<keyof Palette, string>;
  const style = { colours, fonts: { text: "sans-serif", code: "monospace" } };

  it("is a document with a group for each box, row and line", () => {
    const svg = svgOf(sceneOf(graphOf(shop, all)), { title: "Entities" });
    elementsOf(svg);
    expect(svg.match(/data-box="\d+"/g)).toEqual(['data-box="0"', 'data-box="1"']);
    expect(svg.match(/data-row="\d+"/g)).toHaveLength(6);
    expect(svg.match(/data-edge="\d+"/g)).toEqual(['data-edge="0"']);
    expect(svg).toContain('aria-label="Customer, table customer, 3 columns, 1 relation"');
    expect(svg).not.toContain("<style>");
  });

  it("is a document of its own with a style, without references to anything", () => {
    const svg = svgOf(sceneOf(graphOf(shop, all)), { title: "Entities", style });
    expect(elementsOf(svg)).toContain("style");
    expect(svg).toContain('fill="rgb(0,0,0)"');
    expect(svg).not.toMatch(/var\(|url\(|href|@import|<script|on\w+=/);
    for (const name of paletteNames) expect(svg).toContain(colours[name]);
  });

  it("escapes every text of the model", () => {
    const name = `<script>alert("1")</script>'&\u0007\uD800`;
    const hostile = [
      entity(name, {
        table: name,
        columns: [column(name, { type: name, name, primary: true })],
        relations: [
          relation(name, "many-to-one", name, { joinColumns: [name], onDelete: name }),
          relation("other", "many-to-one", null, { targetName: name }),
        ],
      }),
    ];
    const svg = svgOf(sceneOf(graphOf(hostile, all)), { title: name, style });
    expect(elementsOf(svg)).not.toContain("script");
    expect(svg).toContain("&lt;script&gt;");
    expect(["\u0007", "\uD800"].filter((each) => svg.includes(each))).toEqual([]);
    expect(escaped(name)).toBe(
      "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;\uFFFD\uFFFD",
    );
    expect(escaped("😀")).toBe("😀");
  });

  it("draws the signs of each cardinality", () => {
    const { edges } = sceneOf(graphOf(shop, all));
    // Two bars for exactly one, the feet of many; a circle for none.
    expect(edges[0]?.line.strokes.match(/M/g)).toHaveLength(4);
    expect(edges[0]?.line.shapes.match(/M/g)).toHaveLength(1);
  });
});

describe("search", () => {
  const scene = sceneOf(graphOf(shop, all));

  it("finds classes before members, by names of properties and of the database", () => {
    expect(search(scene, "customer")).toEqual([{ box: 0 }, { box: 0, row: 2 }, { box: 1, row: 1 }]);
    expect(search(scene, "CUSTOMER_id")).toEqual([{ box: 1, row: 1 }]);
    expect(search(scene, "order.customer")).toEqual([{ box: 1, row: 1 }]);
  });

  it("finds nothing for nothing", () => {
    expect(search(scene, "  ")).toEqual([]);
    expect(search(scene, "xyz")).toEqual([]);
  });

  it("goes to the nearest class in a direction", () => {
    expect(scene.boxes[0]?.id).toBe(idOf("Customer"));
    expect(neighbour(scene, 0, "right")).toBe(1);
    expect(neighbour(scene, 1, "left")).toBe(0);
    expect(neighbour(scene, 0, "left")).toBeUndefined();
    expect(neighbour(scene, 7, "left")).toBeUndefined();
  });
});
