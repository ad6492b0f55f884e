/** A seeded generator (sfc32): the same seed gives the same collisions on every machine. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: string) {
    let h = 2166136261;
    const mix = (): number => {
      h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
      h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
      return (h ^= h >>> 16);
    };
    for (let i = 0; i < seed.length; i += 1) h = Math.imul(h ^ seed.charCodeAt(i), 16777619);
    this.a = mix();
    this.b = mix();
    this.c = mix();
    for (let i = 0; i < 12; i += 1) this.uniform();
  }

  /** In [0, 1). */
  uniform(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    return (t >>> 0) / 4294967296;
  }
  between(min: number, max: number): number {
    return min + (max - min) * this.uniform();
  }
  gauss(mean = 0, sigma = 1): number {
    return mean + sigma * Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }
  /** Knuth's way for small means, a rounded Gaussian above. */
  poisson(mean: number): number {
    if (mean > 30) return Math.max(0, Math.round(this.gauss(mean, Math.sqrt(mean))));
    const limit = Math.exp(-mean);
    let product = this.uniform();
    let count = 0;
    while (product > limit) {
      product *= this.uniform();
      count += 1;
    }
    return count;
  }
}
