interface Vehicle {
  id: string;
  owner: { name: string };
}

/** Asks a fleet server; knows no database. */
export class VehiclesService {
  async find(options: { skip: number; take: number }): Promise<Vehicle[]> {
    const response = await fetch(`https://fleet.example.org/?skip=${options.skip}`);
    return (await response.json()) as Vehicle[];
  }

  async findOne(id: string): Promise<Vehicle> {
    const [vehicle] = await this.find({ skip: Number(id), take: 1 });
    if (!vehicle) throw new Error(`no vehicle ${id}`);
    return vehicle;
  }

  async update(_id: string, change: Partial<Vehicle>): Promise<Partial<Vehicle>> {
    return change;
  }

  async delete(_id?: string): Promise<boolean> {
    return true;
  }
}

export class VehiclesController {
  constructor(private readonly vehiclesService: VehiclesService) {}

  async remove(id: string) {
    const result = await this.vehiclesService.delete(id);
    this.vehiclesService.delete();
    return { result };
  }

  async list(ids: string[], page: number): Promise<string[]> {
    const names: string[] = [];
    for (const id of ids) {
      names.push((await this.vehiclesService.findOne(id)).owner.name);
      await this.vehiclesService.update(id, {});
    }
    return [...names, ...(await this.vehiclesService.find({ skip: page, take: 10 })).map((v) => v.id)];
  }
}
