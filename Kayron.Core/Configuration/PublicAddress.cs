namespace Kayron.Core.Configuration;

/// <summary>Where people outside reach the dashboard: what GitHub and chats link to.</summary>
public sealed class PublicAddress(KayronSettings settings)
{
    private volatile Uri? _listening;

    /// <summary>Without a configured address, links lead to this host alone. Its port is known once it listens, where the configured one is 0.</summary>
    public void ListensOn(Uri address) => _listening = address;

    /// <param name="path">Of a page, without a leading slash: <c>deployments/12</c>.</param>
    public Uri Of(string path) => new(Root, path);

    private Uri Root => settings.PublicUrl ?? new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", _listening?.Port ?? settings.HttpPort).Uri;
}
