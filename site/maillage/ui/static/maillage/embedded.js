// In a frame: tells the page around how tall ours is, and nothing else.
if (window.parent !== window) {
  const tell = () => {
    const maillageHeight = document.documentElement.getBoundingClientRect().height;
    window.parent.postMessage({ maillageHeight }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
}
