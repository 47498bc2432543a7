import nock from "nock";

export function mockApi(limit?: string): void {
  nock("https://api.example.org").get("/items").query({ limit: "100" }).reply(200, { items: [] });
  nock("https://api.example.org").get(`/items/${limit}`).query({ limit }).reply(200);
  nock("https://api.example.org").delete("/items").reply(204);
}
