/** The part of the Navigation API (https://html.spec.whatwg.org/#navigation-interface) that is used here. */
declare const navigation: EventTarget;
