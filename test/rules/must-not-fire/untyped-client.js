const axios = require("axios");
const { Client } = require("pg-like");

const client = new Client();
const cache = new Map();

class Repository {
  constructor(items) {
    this.items = items;
  }

  find(options) {
    return this.items.slice(options.skip, options.skip + options.take);
  }

  delete(id) {
    cache.delete(id);
    this.items = this.items.filter((item) => item.id !== id);
  }

  save(item) {
    this.items.push(item);
    return item;
  }

  query(text) {
    return this.items.filter((item) => item.text.includes(text));
  }
}

const repository = new Repository([]);

async function run(ids, name) {
  repository.delete();
  repository.find({ skip: 10, take: 20 }).map((item) => item.author.name);
  for (const id of ids) {
    await axios.delete(`/items/${id}`);
    await client.query("SELECT * FROM items WHERE id = '" + id + "'");
    repository.save({ id });
    repository.query(`SELECT ${name}`);
  }
  client.query("DELETE FROM items");
}

module.exports = { run, Repository };
