using System.Security.Cryptography;
using System.Text;

namespace Kayron.Core.Previews;

/// <summary>Names a preview by its branch: the first 8 hexadecimal digits of the SHA-256 of the branch's name, in upper case. Of a branch it is all that a template ever holds.</summary>
public static class PreviewHash
{
    /// <param name="branch">As its repository has it; of a fork with the fork's owner before it, <c>owner:branch</c>, so that a fork cannot take a branch's preview over.</param>
    public static string Of(string branch) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(branch)))[..8];
}
