import express from "express";

const app = express();
const items = new Map<string, { author: { name: string } }>();

app.get("/items/:id", (request, response) => {
  const item = items.get(request.params.id);
  response.send(item?.author.name);
});

app.delete("/items/:id", (request, response) => {
  items.delete(request.params.id);
  response.sendStatus(204);
});

for (const name of Object.keys(process.env)) {
  app.delete(`/env/${name}`, (_request, response) => response.sendStatus(405));
}

export const router = express.Router();
router.delete("/all", (_request, response) => {
  items.clear();
  response.end();
});
