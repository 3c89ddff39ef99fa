/** The package's own module, whose types are those of Node's module of the same name. */
declare module "punycode/punycode.es6.js" {
  export { toUnicode } from "punycode";
}
