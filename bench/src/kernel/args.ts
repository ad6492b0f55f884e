/** How a benchmark is run: `--quick` is a smoke test of seconds, whose figures prove nothing. */
export type Args = { quick: boolean; rest: readonly string[] };

export const argsOf = (argv: readonly string[]): Args => ({
  quick: argv.includes('--quick'),
  rest: argv.filter((arg) => arg !== '--quick'),
});
