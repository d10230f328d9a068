// Small enhancements only: every page works without this file.
import { initAll } from "../vendor/govuk-frontend.min.js?v=6.3.0";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();
