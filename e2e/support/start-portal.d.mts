export default function startPortal(): Promise<() => Promise<void>>;
