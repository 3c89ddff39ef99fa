// Firefox looks for new extensions in the system's folder only when it is itself new. Scope 8 is that folder: with this, a Firefox that
// was already in use finds Demur on its next start.
pref("extensions.startupScanScopes", 8);
