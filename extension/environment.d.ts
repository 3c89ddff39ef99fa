/** The part of the Navigation API (https://html.spec.whatwg.org/#navigation-interface) that content scripts use. */
declare const navigation: EventTarget;

/** The bundler imports a style sheet as its text. */
declare module "*.css" {
  const text: string;
  export default text;
}
