/** A rule may be switched off only by name and with a reason: `// eslint-disable-next-line no-x -- because …`. */
export const reasonedDisable = {
  meta: { type: 'problem', schema: [], messages: { reason: 'Name the rule that is switched off, and say why after `--`.' } },
  create: ({ sourceCode, report }) => ({
    Program: () => {
      for (const comment of sourceCode.getAllComments()) {
        const text = comment.value.trim();
        if (/^eslint-disable/.test(text) && !/^eslint-disable(-next-line|-line)?\s+[^\s-].*\s--\s+\S/s.test(text)) {
          // Reported on the first character of the file: a disable comment silences what stands after it.
          report({ loc: { line: 1, column: 0 }, messageId: 'reason' });
        }
      }
    },
  }),
};
