function Column(_type?: string): PropertyDecorator {
  return () => {};
}

export class Appointment {
  @Column("timestamp without time zone")
  startsAt: Date;
}
