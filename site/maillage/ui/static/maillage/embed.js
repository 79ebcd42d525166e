// <maillage-map> and <maillage-agenda>, on another site: a frame with the list of the link they hold.
//   <script src="https://…/lieux/integrer.js" defer></script>
//   <maillage-map view="carte"><a href="https://…/lieux/?commune=71270">Trouver un lieu</a></maillage-map>
//   <maillage-agenda><a href="https://…/agenda/?theme=sante">Agenda</a></maillage-agenda>
// The page of the link says what is framed: its address, then "integrer" and the view ("liste", or
// "carte" for the list and the map). The link remains below the frame.
(() => {
  const HEIGHT = 720;
  const TALLEST = 6000;
  const VIEWS = { "maillage-map": ["carte", "liste"], "maillage-agenda": ["liste"] };

  class Embedded extends HTMLElement {
    connectedCallback() {
      if (this.frame) return;
      const link = this.querySelector("a[href]");
      const address = this.getAttribute("src") || (link && link.href);
      if (!address) return;
      const url = new URL(address, document.baseURI);
      const views = VIEWS[this.localName];
      const asked = this.getAttribute("view");
      url.pathname = url.pathname.replace(/\/?$/, `/integrer/${views.includes(asked) ? asked : views[0]}/`);
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

  for (const name of Object.keys(VIEWS)) {
    if (!customElements.get(name)) customElements.define(name, class extends Embedded {});
  }
})();
