import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import { noCycles } from "./extension/build/no-cycles.mjs";

/** Which rooms of the extension a room must not look into: arrows point pages, content, background -> ui, model. */
const closedRooms = {
  "extension/model/**": ["**/ui/**", "**/pages/**", "**/content/**", "**/background/**"],
  "extension/ui/**": ["**/pages/**", "**/content/**", "**/background/**"],
  "extension/pages/**": ["**/content/**", "**/background/**"],
  "extension/content/**": ["**/pages/**", "**/background/**"],
  "extension/background/**": ["**/pages/**", "**/content/**"],
};

export default defineConfig(
  { ignores: ["build/", "build-*/", "node_modules/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts"] })),
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // It does not see that fields change while a function waits.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["extension/**/*.ts"],
    plugins: { demur: { rules: { "no-cycles": noCycles } } },
    rules: {
      "demur/no-cycles": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Meta's pages require Trusted Types: build elements." },
        { property: "outerHTML", message: "Meta's pages require Trusted Types: build elements." },
      ],
      "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket", "EventSource"],
    },
  },
  ...Object.entries(closedRooms).map(([room, closed]) => ({
    files: [`${room}/*.ts`],
    rules: { "no-restricted-imports": ["error", { patterns: closed }] },
  })),
  {
    // node:test's describe/it return promises that the runner itself awaits.
    files: ["tests/**/*.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: ["describe", "it", "test"], package: "node:test" }] },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.object.name='assert'][callee.property.name='ok'][arguments.length=1]",
          message: "Without words it may never end when it fails: use holds() of tests/fixtures/holds.ts.",
        },
      ],
    },
  },
  { files: ["packages/firefox-preferences.js"], languageOptions: { globals: { pref: "readonly" } } },
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly", Buffer: "readonly", URL: "readonly" } },
  },
);
