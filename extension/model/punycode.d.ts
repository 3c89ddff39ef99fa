/** The npm package, not Node's deprecated module of the same name, whose types it shares. */
declare module "punycode/punycode.js" {
  import punycode from "punycode";
  export default punycode;
}
