// <maillage-map>, on another site: a frame with the list of the link it holds.
//   <script src="https://…/lieux/integrer.js" defer></script>
//   <maillage-map view="carte"><a href="https://…/lieux/?commune=71270">Trouver un lieu</a></maillage-map>
// view: "carte" (list and map) or "liste". The link remains below the frame.
(() => {
  const HEIGHT = 720;
  const TALLEST = 6000;

  class MaillageMap extends HTMLElement {
    connectedCallback() {
      if (this.frame) return;
      const link = this.querySelector("a[href]");
      const address = this.getAttribute("src") || (link && link.href);
      if (!address) return;
      const url = new URL(address, document.baseURI);
      const view = this.getAttribute("view") === "liste" ? "liste" : "carte";
      url.pathname = url.pathname.replace(/\/?$/, `/integrer/${view}/`);
      this.frame = document.createElement("iframe");
      this.frame.title = this.getAttribute("title") || (link && link.textContent.trim()) || url.host;
      this.frame.loading = "lazy";
      this.frame.style.cssText = `display:block;width:100%;border:0;height:${HEIGHT}px`;
      this.frame.src = url;
      this.prepend(this.frame);
      this.hear = (event) => this.resize(event, url.origin);
      window.addEventListener("message", this.hear);
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.hear);
    }

    resize(event, origin) {
      if (event.origin !== origin || event.source !== this.frame.contentWindow) return;
      const height = Number(event.data && event.data.maillageHeight);
      if (height > 0) this.frame.style.height = `${Math.min(Math.ceil(height), TALLEST)}px`;
    }
  }

  if (!customElements.get("maillage-map")) customElements.define("maillage-map", MaillageMap);
})();
