export { SearchOutlined as default } from "../drawings.ts";
