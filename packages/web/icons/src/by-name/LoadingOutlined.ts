export { LoadingOutlined as default } from "../drawings.ts";
