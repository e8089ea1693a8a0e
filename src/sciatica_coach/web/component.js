// What Streamlit loads: fetches the component's modules, and mounts once however often it is asked.

const mounted = new WeakMap();

export default function (component) {
  const place = component.parentElement;
  if (!mounted.has(place)) {
    const stage = import(new URL(component.data.module, location.origin).href);
    mounted.set(place, stage.then(({ mount }) => mount(component)));
  }
  return () => {
    mounted.get(place)?.then((unmount) => unmount());
    mounted.delete(place);
  };
}
