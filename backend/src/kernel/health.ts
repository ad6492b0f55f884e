/** One thing that must be well, with what was measured and a sentence a person can act on. */
export type HealthAnswer = {
  ok: boolean;
  value: string | number;
  sentence: string;
  /** Not well, and somebody must look, but this node serves as well as any other: it stays in the load balancer. */
  serves?: true;
};
export type HealthCheck = { name: string; check: () => HealthAnswer | Promise<HealthAnswer> };

/** Everything `/readyz` asks. Workers and the read side add themselves when they start. */
export class Health {
  readonly #checks = new Map<string, HealthCheck['check']>();

  add({ name, check }: HealthCheck): void {
    if (this.#checks.has(name)) throw new Error(`two health checks are called ${name}`);
    this.#checks.set(name, check);
  }

  /** A check that throws is not well; its own words stay in the server's log. */
  async ask(): Promise<ReadonlyMap<string, HealthAnswer>> {
    const answers = [...this.#checks].map(async ([name, check]): Promise<[string, HealthAnswer]> => {
      try {
        return [name, await check()];
      } catch {
        return [name, { ok: false, value: 'unknown', sentence: `${name} could not be asked.` }];
      }
    });
    return new Map(await Promise.all(answers));
  }
}
