// <maillage-agenda>, on another site: a frame with the dates of the link it holds.
//   <script src="https://…/agenda/integrer.js" defer></script>
//   <maillage-agenda><a href="https://…/agenda/?theme=sante">Agenda</a></maillage-agenda>
// The link remains below the frame.
(() => {
  const HEIGHT = 720;
  const TALLEST = 6000;

  class MaillageAgenda extends HTMLElement {
    connectedCallback() {
      if (this.frame) return;
      const link = this.querySelector("a[href]");
      const address = this.getAttribute("src") || (link && link.href);
      if (!address) return;
      const url = new URL(address, document.baseURI);
      url.pathname = url.pathname.replace(/\/?$/, "/integrer/liste/");
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

  if (!customElements.get("maillage-agenda")) customElements.define("maillage-agenda", MaillageAgenda);
})();
