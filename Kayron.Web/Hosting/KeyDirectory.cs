using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Kayron.Web.Hosting;

/// <summary>Keys that sign cookies. The framework's own directory of keys leaves their files readable to others.</summary>
public sealed class KeyDirectory : IXmlRepository
{
    private readonly string _path;

    public KeyDirectory(string path)
    {
        _path = path;
        DataDirectory.Ensure(path);
    }

    public IReadOnlyCollection<XElement> GetAllElements() => [.. Directory.EnumerateFiles(_path, "*.xml").Order(StringComparer.Ordinal).Select(file => XElement.Load(file))];

    public void StoreElement(XElement element, string friendlyName) => DataDirectory.WriteFile(Path.Combine(_path, $"{friendlyName}.xml"), element.ToString());
}
