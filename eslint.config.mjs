// Error or off, nothing at "warn" (docs/decisions/0007-lint-budgets-and-fence.md says which budgets and why).
// Who may import whom is the fence's business (.dependency-cruiser.cjs), formatting is prettier's.
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { reasonedDisable } from './tools/eslint/reasoned-disable.mjs';

const specs = ['**/*.spec.ts', '**/*.testing.ts', '**/test-setup.ts', 'e2e/**/*.ts'];

const noNarrowedTests = [
  {
    // `given ? describe : describe.skip` stays possible: what needs a real server or real files is shown as not run.
    selector:
      ':not(ConditionalExpression) > MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|fixme)$/]',
    message: 'A narrowed or skipped test hides the others: finish it or delete it.',
  },
  {
    selector: 'CallExpression[callee.name=/^(fit|fdescribe|xit|xtest|xdescribe)$/][arguments.0.type=/Literal$/]',
    message: 'A narrowed or skipped test hides the others.',
  },
];
const noRawHtml = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|bypassSecurityTrust.*)$/]',
    message: 'Text from outside goes through Angular’s escaping, never into HTML.',
  },
];
const noClockNoDice = [
  {
    selector: "Identifier[name='Date']",
    message: 'The clock is a value: it comes with the command (`asked.at`) or the event (`meta.at`).',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'No dice in a rule: the same history must give the same answer.',
  },
  { selector: 'AwaitExpression', message: 'Rules are pure: what must be looked up comes as facts.' },
  { selector: ':function[async=true]', message: 'Rules are pure: what must be looked up comes as facts.' },
];

export default defineConfig(
  {
    ignores: [
      '**/dist/**',
      '**/dist-testing/**',
      '**/node_modules/**',
      '.nx/**',
      '**/.angular/**',
      '**/coverage/**',
      '**/test-results/**',
      'data/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { hyperloop: { rules: { 'reasoned-disable': reasonedDisable } } },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'hyperloop/reasoned-disable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-control-regex': 'error',
      'no-constant-binary-expression': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-unsafe-finally': 'error',
      'no-restricted-syntax': ['error', ...noNarrowedTests],

      // Budgets: a file is one thing, a function is one thought. Tables of cases (specs) may be long.
      'max-lines': ['error', { max: 350 }],
      complexity: ['error', { max: 16, variant: 'modified' }],
      'max-depth': ['error', { max: 4 }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 5 }],

      // Rules of the strict sets that find taste rather than faults here.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true, allowNever: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, inheritedMethods: false, properties: false } },
      ],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true, ignoreConditionalTests: true }],
      '@typescript-eslint/no-unnecessary-condition': 'off', // wrong about state that changes while one awaits
      '@typescript-eslint/no-unnecessary-type-assertion': 'off', // wrong about tables indexed by a message's own name
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/array-type': 'off',
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/class-literal-property-style': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/prefer-regexp-exec': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    files: ['**/*.decider.ts', '**/*.projection.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noNarrowedTests, ...noClockNoDice] },
  },
  {
    files: ['frontend/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/prefer-on-push-component-change-detection': 'off', // the default since Angular 22
      'no-restricted-syntax': ['error', ...noNarrowedTests, ...noRawHtml],
    },
  },
  {
    // zod would come along with every schema (docs/decisions/0002-no-zod-in-the-browser.md).
    files: ['frontend/src/**/*.ts'],
    ignores: specs,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              // Schemas are spelt with a capital; functions and constants are not, and stand in files without zod.
              // tools/check-bundle.mjs looks whether zod came along all the same.
              group: ['@hyperloop/contracts/**'],
              importNamePattern: '^[A-Z]',
              allowTypeImports: true,
              message: 'Screens take only the types of schemas (import type …): the schema itself brings zod.',
            },
            { group: ['zod', 'zod/*'], message: 'No zod in the browser.' },
          ],
        },
      ],
    },
  },
  {
    files: ['frontend/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
    rules: { '@angular-eslint/template/no-outerhtml': 'error' },
  },
  {
    files: specs,
    rules: {
      'max-lines': 'off',
      complexity: 'off',
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off', // expect.any() and parsed answers
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: [
      'bench/**/*.ts',
      'frontend/src/main.ts',
      'backend/src/**/*.worker.ts',
      'backend/src/packages/**/*.ts',
      'backend/src/**/{import,rebuild,openapi,main}.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
