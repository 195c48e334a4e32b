import vitest from "@vitest/eslint-plugin";
import next from "eslint-config-next/core-web-vitals";
import playwright from "eslint-plugin-playwright";
import importSort from "eslint-plugin-simple-import-sort";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const tests = ["**/*.test.ts", "**/*.test.tsx", "e2e/**/*.ts", "tests/**/*.ts"];
const commandLine = ["scripts/**", "prisma/**", "bench/**"];
const size = { skipBlankLines: true, skipComments: true };

export default defineConfig([
  globalIgnores([
    "**/.next/**",
    "bench/empty-app/**",
    ".data/**",
    "test-results/**",
    "lib/platform/db/generated/**",
    "next-env.d.ts",
    "**/*.d.mts",
    "*.config.*",
    ".dependency-cruiser.cjs",
  ]),
  ...next,
  {
    plugins: { "import-sort": importSort },
    rules: {
      "import-sort/imports": ["error", { groups: [["^\\u0000"], ["^"], ["^@/"], ["^\\."]] }],
      "max-lines": ["error", { max: 300, ...size }],
      "max-lines-per-function": ["error", { max: 60, ...size }],
      "max-params": ["error", 3],
      complexity: ["error", 12],
      "no-console": "error",
      // It looks for a pages/ folder and warns about its absence on every run.
      "@next/next/no-html-link-for-pages": "off",
    },
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Leaving a key out of an object is written `const { secret: _secret, ...rest } = row`.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A third of eslint's time, for classes that stand in for each other by their shape: there are hardly any classes.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      // A JSX handler may be async and an arrow may answer a call that answers nothing.
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: "Read lib/platform/env.ts.",
        },
      ],
    },
  },
  { files: ["**/*.tsx"], rules: { "max-lines-per-function": ["error", { max: 120, ...size }] } },
  {
    files: commandLine,
    rules: { "no-console": "off", "no-restricted-syntax": "off" },
  },
  {
    files: tests,
    rules: {
      "max-lines-per-function": "off",
      "no-console": "off",
      "no-restricted-syntax": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "max-params": "off",
    },
  },
  { files: ["**/*.test.ts", "**/*.test.tsx"], ...vitest.configs.recommended },
  { files: ["e2e/**/*.spec.ts"], ...playwright.configs["flat/recommended"] },
  {
    files: ["e2e/**/*.spec.ts"],
    rules: {
      "playwright/expect-expect": [
        "error",
        { assertFunctionNames: ["expectAccessible", "expectKeyboardReaches"] },
      ],
    },
  },
  // Playwright calls a fixture's last argument `use`, which the React rules take for a hook.
  { files: ["e2e/**/*.ts"], rules: { "react-hooks/rules-of-hooks": "off" } },
]);
