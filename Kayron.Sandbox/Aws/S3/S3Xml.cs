using System.Text;
using System.Xml.Linq;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.S3;

/// <summary>The XML bodies of S3.</summary>
public static class S3Xml
{
    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static readonly Dictionary<string, string> Headers = new() { ["Content-Type"] = "application/xml" };

    public static S3Response Ok(XElement root) => new(200, Bytes(root), Headers);

    public static XElement Element(string name, params object?[] content) =>
        new(Namespace + name, content.Select(item => item is string text ? XmlText.Valid(text) : item));

    /// <summary>Errors have no namespace.</summary>
    public static S3Response Error(AwsException error, string resource, string requestId) => new(error.Status, Bytes(new XElement("Error",
        new XElement("Code", error.Code), new XElement("Message", XmlText.Valid(error.Message)), new XElement("Resource", XmlText.Valid(resource)), new XElement("RequestId", requestId))), Headers);

    private static byte[] Bytes(XElement root) => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting));
}
