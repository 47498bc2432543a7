import axios from "axios";

interface User {
  id: string;
  author: { name: string };
}

const api = axios.create({ baseURL: "https://api.example.org" });

export async function removeUsers(ids: readonly string[]): Promise<User[]> {
  const users: User[] = [];
  for (const id of ids) {
    const { data } = await api.get<User>(`/users/${id}`, { params: { skip: 10, limit: 20 } });
    users.push(data);
    await api.delete<User>(`/users/${id}`);
  }
  return users;
}

export function fireAndForget(id?: string): void {
  api.delete(`/sessions/${id}`);
  axios.query(`/users?name=${id}`);
}

export async function names(): Promise<string[]> {
  const { data } = await axios.get<User[]>("/users");
  return data.map((user) => user.author.name);
}
