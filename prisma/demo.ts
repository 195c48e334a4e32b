/** Who can sign in to the demo; the password is the same for everybody, and printed at the start. */
export const DEMO_PASSWORD = "morgenlicht-demo";

export const demoSignIns = [
  { role: "owner", name: "Jana Richter", email: "jana.richter@morgenlicht.example" },
  { role: "admin", name: "Katharina Vogel", email: "katharina.vogel@morgenlicht.example" },
  { role: "manager", name: "Mehmet Aydın", email: "mehmet.aydin@morgenlicht.example" },
  { role: "staff", name: "Lena Hofmann", email: "lena.hofmann@morgenlicht.example" },
  { role: "operator", name: "Britta Sommer", email: "betrieb@portal.example" },
].map((person) => ({ ...person, password: DEMO_PASSWORD }));
